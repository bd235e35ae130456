//! The use cases over a real library in a temporary folder, with a clock and random numbers that stand still.

mod editing;
mod files;
mod library;
mod world;
