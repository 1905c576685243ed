#include <curl/curl.h>
#include <stdio.h>

// Swift cannot call curl_easy_setopt and curl_easy_getinfo, which take any argument: one function a type.
static inline CURLcode sealpress_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sealpress_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sealpress_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode sealpress_set_file(CURL *handle, FILE *file) {
    return curl_easy_setopt(handle, CURLOPT_READDATA, file);
}
static inline CURLcode sealpress_set_error_buffer(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}
static inline long sealpress_response_code(CURL *handle) {
    long code = 0;
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}

// Ends a transfer with its first byte, for who only asks whether there is something.
static inline size_t sealpress_take_nothing(char *bytes, size_t size, size_t count, void *context) {
    return 0;
}
static inline CURLcode sealpress_stop_at_body(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, sealpress_take_nothing);
}
static inline const char *sealpress_redirect_url(CURL *handle) {
    char *url = NULL;
    return curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &url) == CURLE_OK ? url : NULL;
}
static inline long sealpress_retry_after(CURL *handle) {
    curl_off_t seconds = 0;
    return curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK ? (long)seconds : 0;
}
