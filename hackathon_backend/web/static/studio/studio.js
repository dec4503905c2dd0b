/** The studio page. */
