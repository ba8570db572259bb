package dev.ponder.strategies.cot_reflection;

/** What a reply is made of. */
sealed interface ReplyToken {

    /** Text between tags; the text between two tags may come in several pieces. */
    record Text(String text) implements ReplyToken {}

    /** An opening or closing tag. */
    record Tag(Section section, boolean closing) implements ReplyToken {}
}
