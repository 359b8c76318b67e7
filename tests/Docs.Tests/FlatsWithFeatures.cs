using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Docs.Tests.Examples;

namespace MlNetShallow.Docs.Tests;

/// <summary>The flats of datasets/, in the current folder, as pages have them that do not show how Features are made.</summary>
internal static class FlatsWithFeatures
{
    private static readonly string[] Numbers = ["Area", "Rooms", "Floor", "Year"];

    /// <summary>Features are what says something of the rent: area, rooms, floor and year.</summary>
    public static IDataView Training(MLContext context)
    {
        IDataView flats = Read(context, "train.csv");
        return context.Transforms.Concatenate("Features", Numbers).Fit(flats).Transform(flats);
    }

    /// <summary>Features are what docs/tables.md makes them of, for LetSoon: numbers, the rent among them, and categories.</summary>
    public static (IDataView Training, IDataView Test) ForLetting(MLContext context)
    {
        IDataView training = Read(context, "train.csv");
        var transforms = context.Transforms;
        ITransformer features = transforms.Categorical.OneHotEncoding("DistrictIs", "District")
            .Append(transforms.Categorical.OneHotEncoding("HeatingIs", "Heating"))
            .Append(transforms.Concatenate("Features", [.. Numbers, "Rent", "DistrictIs", "HeatingIs"]))
            .Fit(training);
        return (features.Transform(training), features.Transform(Read(context, "test.csv")));
    }

    /// <summary>The flats without most of those that are let soon: one in four of them is left.</summary>
    public static IDataView Rare(MLContext context, IDataView flats)
    {
        int soon = 0;
        DataViewSchema schema = flats.Schema;
        return context.Data.LoadFromEnumerable(
            context.Data.CreateEnumerable<FlatRow>(flats, reuseRowObject: false).Where(row => !row.LetSoon || soon++ % 4 == 0).ToArray(),
            SchemaDefinitionOf(schema));
    }

    private static SchemaDefinition SchemaDefinitionOf(DataViewSchema schema)
    {
        var definition = SchemaDefinition.Create(typeof(FlatRow));
        definition["Features"].ColumnType = schema["Features"].Type;
        return definition;
    }

    private static IDataView Read(MLContext context, string file)
        => context.Data.LoadFromTextFile<Tables.Flat>($"datasets/flats/{file}", separatorChar: ',', hasHeader: true);

    private sealed class FlatRow
    {
        public float[] Features { get; set; } = [];
        public float Rent { get; set; }
        public bool LetSoon { get; set; }
    }
}
