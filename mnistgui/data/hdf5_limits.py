"""The limits of an HDF5 file, and the exceptions that its library raises on a bad one."""

MAX_ARRAY_BYTES = 1 << 30
MAX_ATTRIBUTE_BYTES = 1 << 20

# What h5py is seen to raise on files that are cut off or altered.
FAULTS = (
    OSError,
    RuntimeError,
    LookupError,
    ValueError,
    TypeError,
    ArithmeticError,
    MemoryError,
    AttributeError,
    SystemError,
)
