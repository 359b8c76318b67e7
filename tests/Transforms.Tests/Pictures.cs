using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Transforms.Tests;

internal sealed class PathRow
{
    public string? Picture { get; set; }
}

internal sealed class EncodedRow
{
    public VBuffer<byte> Picture { get; set; }
}

/// <summary>Data of pictures, and what the estimator makes of it.</summary>
internal static class Pictures
{
    public static MLContext Context { get; } = new(seed: 1);

    public static IDataView Paths(params string?[] paths)
        => Context.Data.LoadFromEnumerable(paths.Select(path => new PathRow { Picture = path }).ToList());

    public static IDataView Encoded(params IEnumerable<byte[]> pictures)
        => Encoded(pictures.Select(picture => new VBuffer<byte>(picture.Length, picture)));

    public static IDataView Encoded(params IEnumerable<VBuffer<byte>> pictures)
        => Context.Data.LoadFromEnumerable(pictures.Select(picture => new EncodedRow { Picture = picture }).ToList());

    public static IDataView Images(params string[] paths)
    {
        IDataView data = Context.Data.LoadFromEnumerable(paths.Select(path => new { Path = path }).ToList());
        return Context.Transforms.LoadImages("Picture", imageFolder: null, inputColumnName: "Path").Fit(data).Transform(data);
    }

    public static IDataView Of(string inputKind, params string[] paths) => inputKind switch
    {
        "path" => Paths(paths),
        "encoded" => Encoded(paths.Select(File.ReadAllBytes)),
        _ => Images(paths),
    };

    /// <summary>The features of the only row.</summary>
    public static T[] Features<T>(IDataView data, ImageFlatteningEstimator.Options options)
    {
        options.InputColumnName = "Picture";
        return Features<T>(Context.Transforms.FlattenImages(options).Fit(data).Transform(data)).Single();
    }

    /// <summary>The features of each row.</summary>
    public static List<T[]> Features<T>(IDataView output)
    {
        DataViewSchema.Column column = output.Schema["Features"];
        using DataViewRowCursor cursor = output.GetRowCursor([column]);
        ValueGetter<VBuffer<T>> getter = cursor.GetGetter<VBuffer<T>>(column);
        VBuffer<T> features = default;
        var rows = new List<T[]>();
        while (cursor.MoveNext())
        {
            getter(ref features);
            rows.Add([.. features.DenseValues()]);
        }

        return rows;
    }

    /// <summary>The exception of the wanted type, out of those that ML.NET's worker threads wrap around it.</summary>
    public static TException Error<TException>(Action action)
        where TException : Exception
    {
        Exception? exception = Record.Exception(action);
        while (exception is not (TException or null))
            exception = exception.InnerException;
        return Assert.IsType<TException>(exception);
    }

    public static ImageFlatteningEstimator.Options Bytes(int height, int width) => new()
    {
        Height = height,
        Width = width,
        OutputKind = DataKind.Byte,
    };
}
