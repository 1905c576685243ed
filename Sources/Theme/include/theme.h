#pragma once

#include <stddef.h>

/// One file of the default theme, as embedded in the binary.
struct theme_file {
    /// Below `default/`, with `/` between folders: `layouts/article.mustache`.
    const char *_Nonnull path;
    /// A NUL that `size` does not count follows the last byte.
    const unsigned char *_Nonnull bytes;
    size_t size;
};

/// Every file of the default theme, sorted by path; `theme_file_count` of them.
extern const struct theme_file *_Nonnull const theme_files;
extern const size_t theme_file_count;
