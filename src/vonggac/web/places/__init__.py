"""Pages of areas and cameras: the list, adding by RTSP address with a live test, changing, taking out of use."""
