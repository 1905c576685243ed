#pragma once

#include <stddef.h>

/// One file of the default theme, as embedded in the binary.
struct theme_file {
    const char *_Nonnull path;
    const unsigned char *_Nonnull bytes;
    size_t size;
};

/// Every file of the default theme; `theme_file_count` of them.
extern const struct theme_file theme_files[];
extern const size_t theme_file_count;
