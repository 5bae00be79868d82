// libgit2, loaded when it is first needed.
//
// Linked in the usual way it brings twenty libraries with it (OpenSSL, Kerberos, …), and loading those takes longer
// than most commands, which need no object of git. So on Linux the functions that VireoGit calls are defined here and
// forward to the library, which `git_libgit2_init` opens. Each definition is held to the prototype in <git2.h>.
// On other systems libgit2 is linked.

#include "CLibgit2Loader.h"

#ifdef __linux__

#include <dlfcn.h>
#include <git2.h>
#include <git2/sys/repository.h>

#define FUNCTIONS(F)                                                                                                   \
  F(int, git_attr_get,                                                                                                 \
    (const char **out, git_repository *repo, uint32_t flags, const char *path, const char *name),                      \
    (out, repo, flags, path, name))                                                                                    \
  F(git_attr_value_t, git_attr_value, (const char *attr), (attr))                                                      \
  F(int, git_blob_create_from_workdir, (git_oid * id, git_repository *repo, const char *path), (id, repo, path))       \
  F(const void *, git_blob_rawcontent, (const git_blob *blob), (blob))                                                 \
  F(git_object_size_t, git_blob_rawsize, (const git_blob *blob), (blob))                                               \
  F(int, git_commit_create,                                                                                            \
    (git_oid * id, git_repository *repo, const char *ref, const git_signature *author, const git_signature *committer, \
     const char *encoding, const char *message, const git_tree *tree, size_t count, const git_commit *parents[]),      \
    (id, repo, ref, author, committer, encoding, message, tree, count, parents))                                       \
  F(const git_oid *, git_commit_tree_id, (const git_commit *commit), (commit))                                         \
  F(const git_error *, git_error_last, (void), ())                                                                     \
  F(void, git_index_free, (git_index * index), (index))                                                                \
  F(int, git_index_new, (git_index * *out), (out))                                                                     \
  F(void, git_mailmap_free, (git_mailmap * map), (map))                                                                \
  F(int, git_mailmap_from_repository, (git_mailmap * *out, git_repository *repo), (out, repo))                         \
  F(int, git_mailmap_resolve,                                                                                          \
    (const char **real_name, const char **real_email, const git_mailmap *map, const char *name, const char *email),    \
    (real_name, real_email, map, name, email))                                                                         \
  F(void, git_object_free, (git_object * object), (object))                                                            \
  F(const git_oid *, git_object_id, (const git_object *object), (object))                                              \
  F(int, git_object_lookup, (git_object * *out, git_repository *repo, const git_oid *id, git_object_t type),           \
    (out, repo, id, type))                                                                                             \
  F(const void *, git_odb_object_data, (git_odb_object * object), (object))                                            \
  F(void, git_odb_object_free, (git_odb_object * object), (object))                                                    \
  F(size_t, git_odb_object_size, (git_odb_object * object), (object))                                                  \
  F(git_object_t, git_odb_object_type, (git_odb_object * object), (object))                                            \
  F(void, git_odb_free, (git_odb * db), (db))                                                                          \
  F(int, git_odb_read, (git_odb_object * *out, git_odb *db, const git_oid *id), (out, db, id))                         \
  F(void, git_reference_free, (git_reference * ref), (ref))                                                            \
  F(void, git_reference_iterator_free, (git_reference_iterator * iterator), (iterator))                                \
  F(int, git_reference_iterator_new, (git_reference_iterator * *out, git_repository *repo), (out, repo))               \
  F(const char *, git_reference_name, (const git_reference *ref), (ref))                                               \
  F(int, git_reference_next, (git_reference * *out, git_reference_iterator *iterator), (out, iterator))                \
  F(int, git_reference_peel, (git_object * *out, const git_reference *ref, git_object_t type), (out, ref, type))       \
  F(int, git_repository_odb, (git_odb * *out, git_repository *repo), (out, repo))                                      \
  F(void, git_repository_free, (git_repository * repo), (repo))                                                        \
  F(int, git_repository_open, (git_repository * *out, const char *path), (out, path))                                  \
  F(int, git_repository_set_index, (git_repository * repo, git_index * index), (repo, index))                          \
  F(int, git_repository_state, (git_repository * repo), (repo))                                                        \
  F(void, git_signature_free, (git_signature * signature), (signature))                                                \
  F(int, git_signature_new, (git_signature * *out, const char *name, const char *email, git_time_t time, int offset),  \
    (out, name, email, time, offset))                                                                                  \
  F(int, git_tree_create_updated,                                                                                      \
    (git_oid * out, git_repository *repo, git_tree *baseline, size_t count, const git_tree_update *updates),           \
    (out, repo, baseline, count, updates))                                                                             \
  F(const git_tree_entry *, git_tree_entry_byindex, (const git_tree *tree, size_t index), (tree, index))               \
  F(git_filemode_t, git_tree_entry_filemode, (const git_tree_entry *entry), (entry))                                   \
  F(const git_oid *, git_tree_entry_id, (const git_tree_entry *entry), (entry))                                        \
  F(const char *, git_tree_entry_name, (const git_tree_entry *entry), (entry))                                         \
  F(size_t, git_tree_entrycount, (const git_tree *tree), (tree))

#define DEFINE(type, name, parameters, arguments)                                                                      \
  static type(*loaded_##name) parameters;                                                                              \
  type name parameters { return loaded_##name arguments; }

FUNCTIONS(DEFINE)

#define LOAD(type, name, parameters, arguments)                                                                        \
  loaded_##name = (type(*) parameters)dlsym(library, #name);                                                           \
  if (!loaded_##name) return -1;

static int (*loaded_git_libgit2_opts)(int option, ...);

void vireo_trust_objects(void) { loaded_git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); }

/// Opens the library of the version that this was compiled for, then does what its own function of this name does.
/// Returns a negative number if it is not there; no other function may be called then.
int git_libgit2_init(void) {
  void *library = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return -1;
  int (*init)(void) = (int (*)(void))dlsym(library, "git_libgit2_init");
  if (!init) return -1;
  FUNCTIONS(LOAD)
  loaded_git_libgit2_opts = (int (*)(int, ...))dlsym(library, "git_libgit2_opts");
  if (!loaded_git_libgit2_opts) return -1;
  return init();
}

#endif
