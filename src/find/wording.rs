//! Why something was found, in a sentence.
