using System.Diagnostics.CodeAnalysis;

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
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentNullException(parameterName);
    }

    internal static ArgumentOutOfRangeException MissingColumn(string parameterName, string role, string column) =>
        new(parameterName, $"Could not find {role} column '{column}'");

    internal static ArgumentOutOfRangeException SchemaMismatch(
        string parameterName, string role, string column, string expected, string actual) =>
        new(parameterName, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}
