#pragma once

/// Makes libgit2 take objects as they are stored, without hashing each again, as git itself does. What is damaged is
/// mostly found all the same, by the checksum of its compression. A setting of the whole process.
#ifdef __linux__
void vireo_trust_objects(void);
#endif
