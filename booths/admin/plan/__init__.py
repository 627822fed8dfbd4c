"""The floor plan as the organisers' way in: a click on a space says who stands there and offers
what can be done. Each page works without a script; the script saves the way back and forth."""
