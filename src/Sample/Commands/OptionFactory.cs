using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace MlNetShallow.Sample.Commands;

/// <summary>The kinds of options that the commands have in common. What they refuse is wrong usage.</summary>
internal static class OptionFactory
{
    /// <summary>An option for a path that has to be given.</summary>
    public static Option<string> Path(string name, string valueName, string description)
        => new(name) { HelpName = valueName, Description = description, Required = true };

    /// <summary>An option for a text that may be left out.</summary>
    public static Option<string?> Text(string name, string valueName, string description)
        => new(name) { HelpName = valueName, Description = description };

    public static Option<string?> Positive() => Text(
        "--positive",
        "NAME",
        "The class that is 1; every other is 0. [default: cat or the first by name; none of more than two classes]");

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<int> Integer(
        string name, string description, int value, int least = int.MinValue, int most = int.MaxValue)
        => Number(
            name,
            description,
            value,
            number => number >= least && number <= most,
            (least, most) switch
            {
                (int.MinValue, _) => "a whole number",
                (_, int.MaxValue) => $"a whole number of at least {least}",
                _ => $"a whole number of {least} to {most}",
            },
            NumberStyles.Integer);

    /// <summary>An option for the numbers of units of layers, with commas between them; 0 alone for none.</summary>
    public static Option<int[]> Layers(string name, string description, int value, int most) => new(name)
    {
        HelpName = "N",
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        DefaultValueFactory = _ => [value],
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            string[] parts = text.Split(',');
            var layers = new int[parts.Length];
            int least = parts.Length == 1 ? 0 : 1;
            for (int i = 0; i < parts.Length; i++)
            {
                if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out layers[i]) || layers[i] < least)
                {
                    result.AddError(least == 0
                        ? $"{name} must be a whole number of at least 0, not '{text}'."
                        : $"{name} must be whole numbers of at least 1 with commas between; number {i + 1} in '{text}' is not.");
                    return [value];
                }
            }

            if (layers.Length <= most)
                return layers;
            result.AddError($"{name} must be at most {most} layers, not {layers.Length}.");
            return [value];
        },
    };

    /// <summary>An option for a number in a range, which its error message says in words.</summary>
    /// <remarks>Without a separator of thousands: who types a decimal comma must not get another number.</remarks>
    public static Option<T> Number<T>(
        string name,
        string description,
        T value,
        Func<T, bool> isInRange,
        string range,
        NumberStyles style = NumberStyles.Float)
        where T : INumber<T>
        => new(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, style, CultureInfo.InvariantCulture, out T? number) && isInRange(number))
                    return number;
                result.AddError($"{name} must be {range}, not '{text}'.");
                return value;
            },
        };

    /// <summary>An option for a number that the trainer chooses where it is not given.</summary>
    public static Option<T?> OptionalNumber<T>(
        string name,
        string description,
        Func<T, bool> isInRange,
        string range,
        NumberStyles style = NumberStyles.Float)
        where T : struct, INumber<T>
        => new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, style, CultureInfo.InvariantCulture, out T number) && isInRange(number))
                    return number;
                result.AddError($"{name} must be {range}, not '{text}'.");
                return null;
            },
        };

    /// <summary>A choice that may be left open.</summary>
    public static Option<string?> OptionalChoice(string name, string description, IEnumerable<string> choices)
        => new Option<string?>(name) { Description = description }.AcceptOnlyFromAmong([.. choices]);

    public static Option<string> Choice(string name, string description, IEnumerable<string> choices, string value)
        => new Option<string>(name) { Description = description, DefaultValueFactory = _ => value }
            .AcceptOnlyFromAmong([.. choices]);
}
