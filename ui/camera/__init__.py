"""Reading badges by a camera: devices, codes in a picture, one scan a showing. Screens show what it says."""
