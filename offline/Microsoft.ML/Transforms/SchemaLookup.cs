namespace Microsoft.ML.Data;

internal static class SchemaLookup
{
    /// <summary>The input column of that name, or the error that an ML.NET user expects.</summary>
    internal static DataViewSchema.Column Find(this DataViewSchema inputSchema, string name) =>
        inputSchema.GetColumnOrNull(name) ?? throw Contracts.MissingColumn(nameof(inputSchema), "input", name);
}
