using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlNetShallow.Tests.Shared;

/// <summary>
/// The public API of a project, one member a line, as <c>src/&lt;project&gt;/PublicApi.txt</c> holds it: a change of the API is
/// a change of that file, and is reviewed there. <c>UPDATE_PUBLIC_API=1</c> rewrites it.
/// </summary>
internal static class PublicApiFile
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static void AssertMatches(Assembly assembly, string project, [CallerFilePath] string thisTest = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(thisTest)!, "..", "..", "src", project, "PublicApi.txt");
        string actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type, qualified: true)).Append('\n');
            foreach (string member in type.GetMembers(Declared).Where(IsApi).Select(Describe).Order(StringComparer.Ordinal))
                text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    // What the compiler writes into a record, and accessors that their property already stands for, need no review.
    private static bool IsApi(MemberInfo member)
        => member is not Type
            && member.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && member is not MethodInfo { IsSpecialName: true, Name: not "op_Implicit" }
            && member.Name != "value__";

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
        PropertyInfo property => $"{Static(property.GetMethod!)}{Name(property.PropertyType)} {property.Name}"
            + (property.SetMethod is { IsPublic: true } ? " { get; set; }" : " { get; }"),
        FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } field => $"{field.Name} = {field.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
            + $"{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter
        => $"{Name(parameter.ParameterType)} {parameter.Name}"
            + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "")));

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string Generic(MethodInfo method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => "class",
    };

    private static string Name(Type type, bool qualified = false)
    {
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        string name = qualified || type.IsNested && !type.IsGenericParameter ? (type.FullName ?? type.Name) : type.Name;
        if (!type.IsGenericType)
            return name;
        return $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument)))}>";
    }
}
