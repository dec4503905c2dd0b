"""The natural voice of the install: English, by the package hibari-tts."""
