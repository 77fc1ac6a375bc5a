/* SPDX-License-Identifier: MIT */
/*
 * Functions that have hurt others before: included into every source file by
 * the build (-include), so that using one does not compile.
 */
#ifndef PHIEU_BANNED_H
#define PHIEU_BANNED_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof
#pragma GCC poison gmtime localtime asctime ctime gets system popen tmpnam

#endif
