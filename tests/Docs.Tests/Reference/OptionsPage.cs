using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using MlNetShallow.Sample;
using MlNetShallow.Sample.Output;
using MlNetShallow.Training;

namespace MlNetShallow.Docs.Tests.Reference;

/// <summary>Writes docs/options.md from the code: the commands' options, the classes of options, the table of ranges.</summary>
internal sealed partial class OptionsPage
{
    private readonly StringBuilder _page = new();
    private readonly XmlDocumentation _documentation = new();
    private readonly SortedDictionary<string, Type> _choices = new(StringComparer.Ordinal);

    public static string Write()
    {
        var page = new OptionsPage();
        page.WriteAll();
        return page._page.ToString();
    }

    private void WriteAll()
    {
        Line("# Options");
        Line("");
        Line("This page is written by `tests/Docs.Tests` from the code; `UPDATE_DOCS=1 dotnet test` rewrites it. What options");
        Line("do to a training is told in [training](training.md), what commands do in [the command line](command-line.md).");
        WriteCommands();
        WriteFields(
            "Options of all trainers", typeof(ShallowNetworkTrainerBase.OptionsBase), new ShallowNetworkBinaryTrainer.Options());
        WriteFields(
            "Also of the trainers that tell classes apart", typeof(ShallowNetworkTrainerBase.ClassificationOptionsBase),
            new ShallowNetworkBinaryTrainer.Options());
        WriteFields(
            "Also of the trainer for two classes", typeof(ShallowNetworkBinaryTrainer.Options),
            new ShallowNetworkBinaryTrainer.Options());
        WriteFields(
            "Also of the regression trainer", typeof(ShallowNetworkRegressionTrainer.Options),
            new ShallowNetworkRegressionTrainer.Options());
        WriteFields(
            "Also of the trainer of several targets", typeof(ShallowNetworkMultiTargetTrainer.Options),
            new ShallowNetworkMultiTargetTrainer.Options());
        WriteFields("Options of FlattenImages", typeof(ImageFlatteningEstimator.Options), new ImageFlatteningEstimator.Options());
        WriteChoices();
        WriteRanges();
    }

    private void WriteCommands()
    {
        RootCommand root = Program.Commands(new Screen(TextWriter.Null, TextWriter.Null, Terminal: null));
        Heading(2, "mlnetshallow");
        WriteTable(root.Options.Where(option => option.Name == "--verbose"));
        foreach (Command command in root.Subcommands)
        {
            Heading(2, $"mlnetshallow {command.Name}");
            Line(Cell(command.Description));
            Line("");
            WriteTable(command.Options, command.Arguments);
        }
    }

    private void WriteTable(IEnumerable<Option> options, params IEnumerable<Argument> arguments)
    {
        Line("| option | default | |");
        Line("|---|---|---|");
        foreach (Argument argument in arguments)
        {
            string more = argument.Arity.MaximumNumberOfValues > 1 ? " ..." : "";
            Line($"| `{argument.Name}{more}` | required | {Cell(argument.Description)} |");
        }

        foreach (Option option in options.Where(option => !option.Hidden))
        {
            string[] choices = option.ValueType == typeof(bool) || option.HelpName is not null
                ? []
                : [.. option.GetCompletions(CompletionContext.Empty).Select(completion => $"`{completion.Label}`")];
            string value = option.HelpName is { } name ? $" {name}" : "";
            string told = DefaultInWords().Match(option.Description ?? "").Groups[1].Value;
            string byDefault = option.Required ? "required"
                : told.Length > 0 ? told
                : option.ValueType == typeof(bool) || !option.HasDefaultValue ? ""
                : Code(option.GetDefaultValue());
            string meaning = Cell(DefaultInWords().Replace(option.Description ?? "", ""))
                + (choices.Length > 0 ? $" One of {string.Join(", ", choices)}." : "");
            Line($"| `{option.Name}{value.Replace("|", "\\|", StringComparison.Ordinal)}` | {Cell(byDefault)} | {meaning} |");
        }
    }

    private void WriteFields(string heading, Type type, object defaults)
    {
        Heading(2, heading);
        Line($"Fields of `{type.FullName!.Replace('+', '.')}`.");
        Line("");
        Line("| option | type | default | |");
        Line("|---|---|---|---|");
        foreach (FieldInfo field in type
            .GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .OrderBy(field => field.MetadataToken))
        {
            Type valueType = Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType;
            if ((valueType.IsEnum || valueType.IsAbstract) && valueType.Namespace!.StartsWith(nameof(MlNetShallow), StringComparison.Ordinal))
                _choices[valueType.Name] = valueType;
            bool isNullable = new NullabilityInfoContext().Create(field).ReadState == NullabilityState.Nullable;
            string name = TypeName(valueType) + (isNullable ? "?" : "");
            Line($"| `{field.Name}` | `{name}` | {Code(field.GetValue(defaults), valueType)} | {_documentation.Of(field)} |");
        }
    }

    private void WriteChoices()
    {
        Heading(2, "Choices");
        foreach (Type type in _choices.Values)
        {
            Line($"**`{type.Name}`**: {_documentation.Of(type)}");
            Line("");
            Line("| | |");
            Line("|---|---|");
            foreach (MemberInfo choice in Choices(type))
            {
                ParameterInfo[] parameters = (choice as MethodInfo)?.GetParameters() ?? [];
                string given = parameters.Length > 0 ? $"({string.Join(", ", parameters.Select(Parameter))})" : "";
                Line($"| `{choice.Name}{given}` | {_documentation.Of(choice)} |");
            }

            Line("");
        }
    }

    /// <summary>The values of an enumeration; of any other type the static members that make one.</summary>
    private static IEnumerable<MemberInfo> Choices(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member switch
        {
            FieldInfo field => field.FieldType == type,
            PropertyInfo property => property.PropertyType == type,
            MethodInfo method => method.ReturnType == type && !method.IsSpecialName,
            _ => false,
        })
        .OrderBy(member => member is MethodInfo)
        .ThenBy(member => member.MetadataToken);

    private static string Parameter(ParameterInfo parameter)
    {
        string value = parameter.HasDefaultValue
            ? string.Create(CultureInfo.InvariantCulture, $" = {parameter.DefaultValue ?? "null"}")
            : "";
        return $"{TypeName(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private void WriteRanges()
    {
        Line("## Ranges");
        Line("");
        Line("Of every numeric option of the network and of its optimizers, schedules and rules, from `NumericOptions`. The");
        Line("defaults are those without ML.NET (`TrainingOptions`); the trainers have [their own](training.md#defaults).");
        Line("");
        Line("| option | range | default | |");
        Line("|---|---|---|---|");
        foreach (NumericOption option in NumericOptions.All)
            Line($"| `{option.Name}` | {option.Range} | {Code(option.Default)} | {Cell(option.Meaning)} |");
    }

    private void Heading(int level, string text)
    {
        Line("");
        Line($"{new string('#', level)} {text}");
        Line("");
    }

    private void Line(string text) => _page.Append(text).Append('\n');

    private static string Cell(string? text) => XmlDocumentation.Cell(text ?? "");

    [GeneratedRegex(@"\[default: (.*)\]")]
    private static partial Regex DefaultInWords();

    /// <summary>A default; one of a type's static members goes by its name.</summary>
    private static string Code(object? value, Type type)
        => type.IsAbstract && Choices(type).OfType<PropertyInfo>().FirstOrDefault(
            choice => Equals(choice.GetValue(null), value)) is { } named ? Code(named.Name) : Code(value);

    private static string Code(object? value) => value switch
    {
        null => "",
        Delegate or CancellationToken => "",
        bool flag => flag ? "`true`" : "`false`",
        Array { Length: 0 } => "",
        int[] numbers => $"`{string.Join(',', numbers)}`",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string TypeName(Type type)
    {
        string name = type switch
        {
            _ when type == typeof(int) => "int",
            _ when type == typeof(long) => "long",
            _ when type == typeof(double) => "double",
            _ when type == typeof(bool) => "bool",
            _ when type == typeof(string) => "string",
            _ when type.IsArray => TypeName(type.GetElementType()!) + "[]",
            _ => type.Name.Split('`')[0],
        };
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }
}
