"""The learned part of the tagger: a conditional random field over words, lexicon and rules."""
