/// Emoji, by weight, separated by commas. Variation selectors, joiners and skin tones are dropped before matching.
let emojiLexicon = """
    +3
    ❤, 🌟, 🎉, 🎊, 🏆, 💖, 💗, 💘, 💝, 💞, 💯, 😍, 🤩, 🥇, 🥰
    +2
    ♥, ✅, ⭐, 🎈, 🏅, 👌, 👍, 👏, 💐, 💓, 💕, 💙, 💚, 💛, 💜, 💪, 🔥, 😀, 😁, 😃, 😄, 😆, 😊, 😋, 😎,
    😘, 😙, 😚, 😸, 😺, 😻, 🙌, 🚀, 🤍, 🤗, 🥂, 🥈, 🥉, 🥳, 🧡, 🫶
    +1
    ☺, ✌, ✨, 🌈, 🌸, 🌹, 🌻, 🍻, 👊, 💡, 😂, 😇, 😉, 😌, 🙂, 🙏, 🤓, 🤘, 🤝, 🤞, 🤭, 🥹, 🫡
    -1
    😅, 😐, 😑, 😕, 😦, 😪, 😬, 😯, 😴, 😶, 🙃, 🤷, 🥱, 🥲, 🫠, 🫤, 🫥
    -2
    ☹, ❌, 🐌, 👹, 💔, 💩, 😒, 😓, 😔, 😖, 😞, 😟, 😣, 😥, 😧, 😨, 😩, 😫, 😭, 😰, 😵, 😿, 🙁, 🙄, 🙅,
    🚩, 🤕, 🤦, 🤨, 🥀, 🥴
    -3
    ☠, 👎, 🖕, 🗑, 😠, 😡, 😢, 😤, 😱, 😾, 🤡, 🤢, 🤬, 🤮
    """

/// Emoticons, by weight, separated by spaces, since some hold a comma. Matched where no word character stands before.
let emoticonLexicon = """
    +3
    :'D :-D :D <3 =D XD \\o/ ^_^ xD
    +2
    (^^) (^_^) (^o^) (๑•̀ㅂ•́)و✧ (≧▽≦) :) :-) :-P :-p :P :p ;) ;-) ;D =) ^-^ ^^ ^o^ o(∩_∩)o ~\\(≧▽≦)/~
    ヽ(✿ﾟ▽ﾟ)ノ
    +1
    \\m/
    -1
    (-_-) (¬_¬) (ー_ー) -_- ._. :-/ :-\\ :-| :/ :\\ =/ =_= OTZ Orz orz ¬_¬ ಠ_ಠ
    -2
    (T_T) (╥﹏╥) (；′⌒`) :'( :( :,( :-( :-[ ;_; </3 >.< >_< QAQ QWQ T.T TAT T_T
    -3
    (╯°□°)╯︵ (╯‵□′)╯︵┻━┻ >:( >:-( ┻━┻
    """
