using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace MlNetShallow.Sample.Commands;

/// <summary>The kinds of options that the commands have in common. What they refuse is wrong usage.</summary>
internal static class OptionFactory
{
    public static Option<string> Path(string name, string valueName, string description)
        => new(name) { HelpName = valueName, Description = description, Required = true };

    public static Option<string?> Positive() => new("--positive")
    {
        HelpName = "NAME",
        Description = "The class that is 1; every other is 0. [default: cat or, where no folder is named so, the first by name]",
    };

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

    public static Option<string> Choice(string name, string description, IEnumerable<string> choices, string value)
        => new Option<string>(name) { Description = description, DefaultValueFactory = _ => value }
            .AcceptOnlyFromAmong([.. choices]);
}
