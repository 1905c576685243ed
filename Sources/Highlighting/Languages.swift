extension Language {
    /// Every language there is.
    static let all: [Language] = [
        swift, c, cpp, rust, go, java, kotlin,
        javascript, typescript, html, css,
        python, shell, console, sql,
        json, yaml, toml, diff, markdown,
    ]
}
