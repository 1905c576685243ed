// Written by Scripts/embed-theme.

#include "theme.h"

#pragma clang diagnostic ignored "-Wc23-extensions" // #embed, known to clang in every mode

static const unsigned char assets_icon_svg[] = {
#embed "default/assets/icon.svg" if_empty(0) suffix(, 0)
};
static const unsigned char assets_reader_css[] = {
#embed "default/assets/reader.css" if_empty(0) suffix(, 0)
};
static const unsigned char assets_style_css[] = {
#embed "default/assets/style.css" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_article_mustache[] = {
#embed "default/layouts/article.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_authors_term_mustache[] = {
#embed "default/layouts/authors/term.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_chapter_mustache[] = {
#embed "default/layouts/chapter.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_course_mustache[] = {
#embed "default/layouts/course.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_default_mustache[] = {
#embed "default/layouts/default.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_directives_audio_mustache[] = {
#embed "default/layouts/directives/audio.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_directives_details_mustache[] = {
#embed "default/layouts/directives/details.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_directives_figure_mustache[] = {
#embed "default/layouts/directives/figure.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_directives_price_table_mustache[] = {
#embed "default/layouts/directives/price-table.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_directives_video_mustache[] = {
#embed "default/layouts/directives/video.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_home_mustache[] = {
#embed "default/layouts/home.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_lesson_mustache[] = {
#embed "default/layouts/lesson.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_list_mustache[] = {
#embed "default/layouts/list.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_member_mustache[] = {
#embed "default/layouts/member.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_notfound_mustache[] = {
#embed "default/layouts/notfound.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_breadcrumbs_mustache[] = {
#embed "default/layouts/partials/breadcrumbs.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_content_mustache[] = {
#embed "default/layouts/partials/content.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_course_nav_mustache[] = {
#embed "default/layouts/partials/course-nav.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_doc_header_mustache[] = {
#embed "default/layouts/partials/doc-header.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_feedback_mustache[] = {
#embed "default/layouts/partials/feedback.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_footer_mustache[] = {
#embed "default/layouts/partials/footer.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_head_more_mustache[] = {
#embed "default/layouts/partials/head-more.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_head_mustache[] = {
#embed "default/layouts/partials/head.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_header_mustache[] = {
#embed "default/layouts/partials/header.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_item_mustache[] = {
#embed "default/layouts/partials/item.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_items_mustache[] = {
#embed "default/layouts/partials/items.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_languages_mustache[] = {
#embed "default/layouts/partials/languages.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_lessons_mustache[] = {
#embed "default/layouts/partials/lessons.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_member_mustache[] = {
#embed "default/layouts/partials/member.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_notice_mustache[] = {
#embed "default/layouts/partials/notice.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_pager_mustache[] = {
#embed "default/layouts/partials/pager.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_pagination_mustache[] = {
#embed "default/layouts/partials/pagination.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_plans_mustache[] = {
#embed "default/layouts/partials/plans.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_redirect_mustache[] = {
#embed "default/layouts/partials/redirect.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_related_mustache[] = {
#embed "default/layouts/partials/related.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_search_mustache[] = {
#embed "default/layouts/partials/search.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_series_mustache[] = {
#embed "default/layouts/partials/series.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_session_mustache[] = {
#embed "default/layouts/partials/session.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_toc_list_mustache[] = {
#embed "default/layouts/partials/toc-list.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_toc_mustache[] = {
#embed "default/layouts/partials/toc.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_partials_unlock_mustache[] = {
#embed "default/layouts/partials/unlock.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_search_mustache[] = {
#embed "default/layouts/search.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_series_term_mustache[] = {
#embed "default/layouts/series/term.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_tag_mustache[] = {
#embed "default/layouts/tag.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_tags_mustache[] = {
#embed "default/layouts/tags.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_taxonomy_mustache[] = {
#embed "default/layouts/taxonomy.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_term_mustache[] = {
#embed "default/layouts/term.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char layouts_unlock_mustache[] = {
#embed "default/layouts/unlock.mustache" if_empty(0) suffix(, 0)
};
static const unsigned char reader_advice_js[] = {
#embed "default/reader/advice.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_beacon_js[] = {
#embed "default/reader/beacon.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_code_js[] = {
#embed "default/reader/code.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_copy_js[] = {
#embed "default/reader/copy.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_films_js[] = {
#embed "default/reader/films.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_formats_js[] = {
#embed "default/reader/formats.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_home_js[] = {
#embed "default/reader/home.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_keyring_js[] = {
#embed "default/reader/keyring.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_marks_js[] = {
#embed "default/reader/marks.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_media_js[] = {
#embed "default/reader/media.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_member_js[] = {
#embed "default/reader/member.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_page_js[] = {
#embed "default/reader/page.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_passphrase_js[] = {
#embed "default/reader/passphrase.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_reader_js[] = {
#embed "default/reader/reader.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_search_ranking_js[] = {
#embed "default/reader/search/ranking.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_search_sealed_js[] = {
#embed "default/reader/search/sealed.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_search_search_js[] = {
#embed "default/reader/search/search.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_search_shortcut_js[] = {
#embed "default/reader/search/shortcut.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_search_words_js[] = {
#embed "default/reader/search/words.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_session_js[] = {
#embed "default/reader/session.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_study_js[] = {
#embed "default/reader/study.js" if_empty(0) suffix(, 0)
};
static const unsigned char reader_unlock_js[] = {
#embed "default/reader/unlock.js" if_empty(0) suffix(, 0)
};
static const unsigned char strings_en_yml[] = {
#embed "default/strings/en.yml" if_empty(0) suffix(, 0)
};
static const unsigned char strings_zh_yml[] = {
#embed "default/strings/zh.yml" if_empty(0) suffix(, 0)
};

static const struct theme_file files[] = {
    {"assets/icon.svg", assets_icon_svg, sizeof assets_icon_svg - 1},
    {"assets/reader.css", assets_reader_css, sizeof assets_reader_css - 1},
    {"assets/style.css", assets_style_css, sizeof assets_style_css - 1},
    {"layouts/article.mustache", layouts_article_mustache, sizeof layouts_article_mustache - 1},
    {"layouts/authors/term.mustache", layouts_authors_term_mustache, sizeof layouts_authors_term_mustache - 1},
    {"layouts/chapter.mustache", layouts_chapter_mustache, sizeof layouts_chapter_mustache - 1},
    {"layouts/course.mustache", layouts_course_mustache, sizeof layouts_course_mustache - 1},
    {"layouts/default.mustache", layouts_default_mustache, sizeof layouts_default_mustache - 1},
    {"layouts/directives/audio.mustache", layouts_directives_audio_mustache, sizeof layouts_directives_audio_mustache - 1},
    {"layouts/directives/details.mustache", layouts_directives_details_mustache, sizeof layouts_directives_details_mustache - 1},
    {"layouts/directives/figure.mustache", layouts_directives_figure_mustache, sizeof layouts_directives_figure_mustache - 1},
    {"layouts/directives/price-table.mustache", layouts_directives_price_table_mustache, sizeof layouts_directives_price_table_mustache - 1},
    {"layouts/directives/video.mustache", layouts_directives_video_mustache, sizeof layouts_directives_video_mustache - 1},
    {"layouts/home.mustache", layouts_home_mustache, sizeof layouts_home_mustache - 1},
    {"layouts/lesson.mustache", layouts_lesson_mustache, sizeof layouts_lesson_mustache - 1},
    {"layouts/list.mustache", layouts_list_mustache, sizeof layouts_list_mustache - 1},
    {"layouts/member.mustache", layouts_member_mustache, sizeof layouts_member_mustache - 1},
    {"layouts/notfound.mustache", layouts_notfound_mustache, sizeof layouts_notfound_mustache - 1},
    {"layouts/partials/breadcrumbs.mustache", layouts_partials_breadcrumbs_mustache, sizeof layouts_partials_breadcrumbs_mustache - 1},
    {"layouts/partials/content.mustache", layouts_partials_content_mustache, sizeof layouts_partials_content_mustache - 1},
    {"layouts/partials/course-nav.mustache", layouts_partials_course_nav_mustache, sizeof layouts_partials_course_nav_mustache - 1},
    {"layouts/partials/doc-header.mustache", layouts_partials_doc_header_mustache, sizeof layouts_partials_doc_header_mustache - 1},
    {"layouts/partials/feedback.mustache", layouts_partials_feedback_mustache, sizeof layouts_partials_feedback_mustache - 1},
    {"layouts/partials/footer.mustache", layouts_partials_footer_mustache, sizeof layouts_partials_footer_mustache - 1},
    {"layouts/partials/head-more.mustache", layouts_partials_head_more_mustache, sizeof layouts_partials_head_more_mustache - 1},
    {"layouts/partials/head.mustache", layouts_partials_head_mustache, sizeof layouts_partials_head_mustache - 1},
    {"layouts/partials/header.mustache", layouts_partials_header_mustache, sizeof layouts_partials_header_mustache - 1},
    {"layouts/partials/item.mustache", layouts_partials_item_mustache, sizeof layouts_partials_item_mustache - 1},
    {"layouts/partials/items.mustache", layouts_partials_items_mustache, sizeof layouts_partials_items_mustache - 1},
    {"layouts/partials/languages.mustache", layouts_partials_languages_mustache, sizeof layouts_partials_languages_mustache - 1},
    {"layouts/partials/lessons.mustache", layouts_partials_lessons_mustache, sizeof layouts_partials_lessons_mustache - 1},
    {"layouts/partials/member.mustache", layouts_partials_member_mustache, sizeof layouts_partials_member_mustache - 1},
    {"layouts/partials/notice.mustache", layouts_partials_notice_mustache, sizeof layouts_partials_notice_mustache - 1},
    {"layouts/partials/pager.mustache", layouts_partials_pager_mustache, sizeof layouts_partials_pager_mustache - 1},
    {"layouts/partials/pagination.mustache", layouts_partials_pagination_mustache, sizeof layouts_partials_pagination_mustache - 1},
    {"layouts/partials/plans.mustache", layouts_partials_plans_mustache, sizeof layouts_partials_plans_mustache - 1},
    {"layouts/partials/redirect.mustache", layouts_partials_redirect_mustache, sizeof layouts_partials_redirect_mustache - 1},
    {"layouts/partials/related.mustache", layouts_partials_related_mustache, sizeof layouts_partials_related_mustache - 1},
    {"layouts/partials/search.mustache", layouts_partials_search_mustache, sizeof layouts_partials_search_mustache - 1},
    {"layouts/partials/series.mustache", layouts_partials_series_mustache, sizeof layouts_partials_series_mustache - 1},
    {"layouts/partials/session.mustache", layouts_partials_session_mustache, sizeof layouts_partials_session_mustache - 1},
    {"layouts/partials/toc-list.mustache", layouts_partials_toc_list_mustache, sizeof layouts_partials_toc_list_mustache - 1},
    {"layouts/partials/toc.mustache", layouts_partials_toc_mustache, sizeof layouts_partials_toc_mustache - 1},
    {"layouts/partials/unlock.mustache", layouts_partials_unlock_mustache, sizeof layouts_partials_unlock_mustache - 1},
    {"layouts/search.mustache", layouts_search_mustache, sizeof layouts_search_mustache - 1},
    {"layouts/series/term.mustache", layouts_series_term_mustache, sizeof layouts_series_term_mustache - 1},
    {"layouts/tag.mustache", layouts_tag_mustache, sizeof layouts_tag_mustache - 1},
    {"layouts/tags.mustache", layouts_tags_mustache, sizeof layouts_tags_mustache - 1},
    {"layouts/taxonomy.mustache", layouts_taxonomy_mustache, sizeof layouts_taxonomy_mustache - 1},
    {"layouts/term.mustache", layouts_term_mustache, sizeof layouts_term_mustache - 1},
    {"layouts/unlock.mustache", layouts_unlock_mustache, sizeof layouts_unlock_mustache - 1},
    {"reader/advice.js", reader_advice_js, sizeof reader_advice_js - 1},
    {"reader/beacon.js", reader_beacon_js, sizeof reader_beacon_js - 1},
    {"reader/code.js", reader_code_js, sizeof reader_code_js - 1},
    {"reader/copy.js", reader_copy_js, sizeof reader_copy_js - 1},
    {"reader/films.js", reader_films_js, sizeof reader_films_js - 1},
    {"reader/formats.js", reader_formats_js, sizeof reader_formats_js - 1},
    {"reader/home.js", reader_home_js, sizeof reader_home_js - 1},
    {"reader/keyring.js", reader_keyring_js, sizeof reader_keyring_js - 1},
    {"reader/marks.js", reader_marks_js, sizeof reader_marks_js - 1},
    {"reader/media.js", reader_media_js, sizeof reader_media_js - 1},
    {"reader/member.js", reader_member_js, sizeof reader_member_js - 1},
    {"reader/page.js", reader_page_js, sizeof reader_page_js - 1},
    {"reader/passphrase.js", reader_passphrase_js, sizeof reader_passphrase_js - 1},
    {"reader/reader.js", reader_reader_js, sizeof reader_reader_js - 1},
    {"reader/search/ranking.js", reader_search_ranking_js, sizeof reader_search_ranking_js - 1},
    {"reader/search/sealed.js", reader_search_sealed_js, sizeof reader_search_sealed_js - 1},
    {"reader/search/search.js", reader_search_search_js, sizeof reader_search_search_js - 1},
    {"reader/search/shortcut.js", reader_search_shortcut_js, sizeof reader_search_shortcut_js - 1},
    {"reader/search/words.js", reader_search_words_js, sizeof reader_search_words_js - 1},
    {"reader/session.js", reader_session_js, sizeof reader_session_js - 1},
    {"reader/study.js", reader_study_js, sizeof reader_study_js - 1},
    {"reader/unlock.js", reader_unlock_js, sizeof reader_unlock_js - 1},
    {"strings/en.yml", strings_en_yml, sizeof strings_en_yml - 1},
    {"strings/zh.yml", strings_zh_yml, sizeof strings_zh_yml - 1},
};

const struct theme_file *const theme_files = files;
const size_t theme_file_count = sizeof files / sizeof files[0];
