"""The methods of Hyper-V's classes, one module for each class, and the table of them."""
