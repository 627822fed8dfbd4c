"""What a visitor does himself below the link of his ticket: correct, cancel, withdraw, erase."""
