package dev.ponder.toolkit.answer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The spellings of common units and currencies, so that "5 m" and "5 metres" agree and "5 cm" does not. */
final class Units {

    private static final Map<String, String> SYMBOLS = symbols("""
            m meter meters metre metres
            cm centimeter centimeters centimetre centimetres
            mm millimeter millimeters millimetre millimetres
            km kilometer kilometers kilometre kilometres
            in inch inches
            ft foot feet
            yd yard yards
            mi mile miles
            g gram grams
            kg kilogram kilograms
            mg milligram milligrams
            lb lbs
            l liter liters litre litres
            ml milliliter milliliters millilitre millilitres
            s sec secs second seconds
            ms millisecond milliseconds
            min mins minute minutes
            h hr hrs hour hours
            d day days
            week weeks
            month months
            year years
            n newton newtons
            j joule joules
            kj kilojoule kilojoules
            w watt watts
            kw kilowatt kilowatts
            v volt volts
            k kelvin
            hz hertz
            mol mole moles
            mph
            ° deg degree degrees
            °c celsius
            °f fahrenheit
            rad radian radians
            $ usd us$ dollar dollars
            € eur euro euros
            £ gbp
            ¥ yen jpy
            ₹ rupee rupees inr
            cent cents ¢
            """);

    private static final String SINGLE_LETTERS = "msghLNJWVK";

    private Units() {
    }

    /** The symbol of a unit, also of a power of it; null for an unknown unit. */
    static @Nullable String symbol(String unit) {
        String spelt = unit.toLowerCase(Locale.ROOT).replace(" ", "").replace("(", "").replace(")", "");
        if (spelt.endsWith("^2") || spelt.endsWith("^3")) {
            return raised(spelt.substring(0, spelt.length() - 2), spelt.substring(spelt.length() - 2));
        }
        for (String square : new String[]{"squared", "square", "sq.", "sq"}) {
            if (spelt.startsWith(square)) {
                return raised(spelt.substring(square.length()), "^2");
            }
        }
        return spelt.startsWith("cubic") ? raised(spelt.substring("cubic".length()), "^3") : SYMBOLS.get(spelt);
    }

    /** Whether it is a unit; single letters count only if they are rarely used as variables. */
    static boolean isKnown(String unit) {
        return unit.length() == 1 ? SINGLE_LETTERS.contains(unit) : symbol(unit) != null;
    }

    static boolean isCurrency(char sign) {
        return Character.getType(sign) == Character.CURRENCY_SYMBOL;
    }

    private static @Nullable String raised(String unit, String power) {
        String symbol = SYMBOLS.get(unit);
        return symbol == null ? null : symbol + power;
    }

    private static Map<String, String> symbols(String table) {
        Map<String, String> symbols = new HashMap<>();
        table.lines().map(line -> line.split(" +")).forEach(line -> {
            for (String spelling : line) {
                symbols.put(spelling, line[0]);
            }
        });
        return Map.copyOf(symbols);
    }
}
