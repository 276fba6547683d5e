"""Tests that guard the house: the two faces of the law, the optimum, the order, the layers and the documents."""
