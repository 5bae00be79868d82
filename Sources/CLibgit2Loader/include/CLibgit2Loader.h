// Nothing to include: this target defines functions that <git2.h> declares.
