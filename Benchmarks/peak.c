// Runs a program without showing what it prints, and prints its peak of resident memory in KiB:
// peak PROGRAM ARGUMENT …
//
// A process that Python starts begins as a part of Python, and Linux counts that in its peak. This one is small.
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count < 2) return 2;
  pid_t child = fork();
  if (child == 0) {
    int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, 1);
    execvp(arguments[1], arguments + 1);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) return 1;
#ifdef __APPLE__
  usage.ru_maxrss /= 1024;  // bytes there
#endif
  printf("%ld\n", (long)usage.ru_maxrss);
}
