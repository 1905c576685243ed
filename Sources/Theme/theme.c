#include "theme.h"

static const unsigned char placeholder[] = {0};
const struct theme_file theme_files[] = {{"placeholder", placeholder, 0}};
const size_t theme_file_count = 0;
