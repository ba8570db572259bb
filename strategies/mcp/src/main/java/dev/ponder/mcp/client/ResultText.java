package dev.ponder.mcp.client;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.mcp.ToolResult;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;

/** Writes the result of a tool as text: texts as they are, structured content as JSON, and a note for everything else. */
final class ResultText {

    private final ObjectMapper json;
    private final int maxCharacters;

    ResultText(ObjectMapper json, int maxCharacters) {
        this.json = json;
        this.maxCharacters = maxCharacters;
    }

    ToolResult of(CallToolResult result) {
        List<String> texts = new ArrayList<>();
        List<Content> contents = result.content() == null ? List.of() : result.content();
        contents.forEach(content -> texts.add(text(content)));
        if (texts.isEmpty() && result.structuredContent() != null) {
            texts.add(structured(result.structuredContent()));
        }
        String text = MiddleTruncation.of(String.join("\n", texts), maxCharacters);
        return new ToolResult(text, Boolean.TRUE.equals(result.isError()));
    }

    private String structured(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String text(Content content) {
        if (content instanceof TextContent text) {
            return text.text() == null ? "" : text.text();
        }
        if (content instanceof EmbeddedResource embedded) {
            return embedded.resource() instanceof TextResourceContents resource
                    ? "Resource " + resource.uri() + ":\n" + resource.text()
                    : "[a binary resource, which is not shown]";
        }
        if (content instanceof ResourceLink link) {
            return "[resource " + link.name() + ": " + link.uri() + "]";
        }
        if (content instanceof ImageContent image) {
            return "[an image of type " + image.mimeType() + ", which is not shown]";
        }
        return content instanceof AudioContent audio
                ? "[audio of type " + audio.mimeType() + ", which is not shown]"
                : "[content of type " + content.type() + ", which is not shown]";
    }
}
