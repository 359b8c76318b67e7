namespace Microsoft.ML.Data;

/// <summary>Checks that throw the exceptions an ML.NET user expects.</summary>
internal static class Contracts
{
    internal static void CheckParam([DoesNotReturnIf(false)] bool condition, string name, string? message = null)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message);
    }

    internal static void Check([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    internal static void CheckName(string name, string parameterName)
        => CheckParam(!string.IsNullOrEmpty(name), parameterName, "A column must be named.");

    internal static ArgumentOutOfRangeException MissingColumn(string parameterName, string role, string column)
        => new(parameterName, $"Could not find {role} column '{column}'");

    internal static ArgumentOutOfRangeException SchemaMismatch(
        string parameterName, string role, string column, string expected, string actual)
        => new(parameterName, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}

/// <summary>What is known of a type only at run time.</summary>
internal static class Generics
{
    /// <summary>Calls a generic method, given closed over any types (Copy of int, say), with other type arguments.</summary>
    internal static TResult Invoke<TResult>(Delegate method, Type[] typeArguments, params object?[] arguments)
        => (TResult)method.Method.GetGenericMethodDefinition().MakeGenericMethod(typeArguments)
            .Invoke(method.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    internal static ValueGetter<TValue> As<TValue>(this Delegate? getter, DataViewSchema.Column column)
        => getter as ValueGetter<TValue> ?? throw new InvalidOperationException(getter is null
            ? $"The column '{column.Name}' was not asked for."
            : $"The column '{column.Name}' is of {column.Type}; a {typeof(TValue)} was asked for.");
}
