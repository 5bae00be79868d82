#pragma once

/// Whether libgit2 hashes each object again that it reads. A setting of the whole process.
void vireo_verify_hashes(int on);
