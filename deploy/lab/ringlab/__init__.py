"""The lab of Ringwatch: servers as namespaces of one Linux machine."""
