"""One lesson, many languages: what is translated of a film or a lesson by a language model, and how it is checked."""
