package dev.ponder.clients;

import jakarta.enterprise.context.ApplicationScoped;

import dev.langchain4j.agent.tool.Tool;

/** A tool with a constant result. */
@ApplicationScoped
public class Weather {

    /** The weather of a city now. */
    @Tool("The weather of a city now")
    public String weather(String city) {
        return "sun in " + city + ", 20 °C";
    }
}
