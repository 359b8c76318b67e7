using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Data.Pipelines;

/// <summary>Models as files, in ML.NET's own format.</summary>
internal static class ModelFile
{
    public static void Save(MLContext mlContext, ITransformer model, DataViewSchema inputSchema, OutputFile file)
        => file.Write(stream => mlContext.Model.Save(model, inputSchema, stream));

    /// <summary>Loads a model that takes pictures to classes.</summary>
    /// <exception cref="InvalidDataException">The file is no model, or none of that kind with a shallow network.</exception>
    public static ITransformer LoadPictureModel(MLContext mlContext, string path) => Read(path, () =>
    {
        ShallowNetworkModel model = mlContext.Model.LoadShallowNetwork(path, out DataViewSchema? inputSchema);
        OutputLayer outputs = model.Network.Model.Network.Shape.OutputLayer;
        if (!OutputFunction.HasClasses(outputs))
            throw new InvalidDataException("It predicts numbers, not classes.");
        if (outputs == OutputLayer.Labels)
            throw new InvalidDataException("It predicts several labels at once, which a folder of pictures does not tell.");
        if (inputSchema is not null && !TakesPictures(inputSchema))
        {
            throw new InvalidDataException(
                $"It takes the columns {string.Join(", ", NeededColumns(model, inputSchema))} of a table, not pictures.");
        }

        OutputSchema(mlContext, model);
        return model;
    });

    /// <summary>Loads a model of any task and any data.</summary>
    /// <returns>The model, its network, and the names of its classes where it is of several classes that have names; of two they
    /// are with the network.</returns>
    /// <exception cref="InvalidDataException">The file is no model, or has no shallow network.</exception>
    public static (ITransformer Model, ShallowNetworkModelParameters Parameters, string[]? ClassNames) Load(
        MLContext mlContext, string path) => Read(path, () =>
    {
        ShallowNetworkModel model = mlContext.Model.LoadShallowNetwork(path, out DataViewSchema? input);
        return (model, model.Network.Model, input is null ? null : ClassNames(model.GetOutputSchema(input)));
    });

    /// <summary>Reads what there is in a file.</summary>
    /// <exception cref="InvalidDataException">It can't be read; the message names the file.</exception>
    public static T Read<T>(string path, Func<T> read)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The model '{path}' does not exist.", path);
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The model '{path}' cannot be used: {ErrorLine.Of(exception)}", exception);
        }
    }

    /// <summary>The columns that a model's score depends on, of those that it was saved with.</summary>
    public static string[] NeededColumns(ITransformer model, DataViewSchema inputSchema)
    {
        IRowToRowMapper mapper = model.GetRowToRowMapper(inputSchema);
        return [.. mapper.GetDependencies([mapper.OutputSchema[PredictionColumns.Score]]).Select(column => column.Name)];
    }

    public static bool TakesPictures(DataViewSchema inputSchema)
        => inputSchema.GetColumnOrNull(nameof(Picture.ImagePath)) is not null;

    /// <summary>Opens a folder with the kind of labels that a model was trained on.</summary>
    /// <exception cref="InvalidDataException">The folder has a class that the model does not know, or a class is named as
    /// positive for a model of several.</exception>
    public static LabelledFolder OpenFolder(MLContext mlContext, ITransformer model, string folder, string? positive)
    {
        if (!HasSeveralClasses(model))
        {
            // Where the folder has the class that the model calls 1, that is meant.
            if (ShallowNetworkModelParameters.FromModel(model).ClassNames is [_, var one]
                && Directory.Exists(Path.Combine(folder, one)))
                positive ??= one;
            return LabelledFolder.Open(folder, positive, hasSeveralClasses: false);
        }

        if (positive is not null)
            throw new InvalidDataException($"The model tells several classes apart: --positive {positive} is not for it.");
        LabelledFolder opened = LabelledFolder.Open(folder, positive: null, hasSeveralClasses: true);
        opened.CheckClasses(ClassesOf(mlContext, model));
        return opened;
    }

    /// <summary>Opens a folder that a model is to learn more of its own classes from.</summary>
    /// <exception cref="InvalidDataException">The folder has a class that the model does not know, or lacks the one that is 1 to
    /// it, or the model does not know the names of its classes.</exception>
    public static LabelledFolder OpenFolderOfClasses(MLContext mlContext, ITransformer model, string folder)
    {
        if (HasSeveralClasses(model))
            return OpenFolder(mlContext, model, folder, positive: null);
        if (ShallowNetworkModelParameters.FromModel(model).ClassNames is not [var zero, var one])
        {
            throw new InvalidDataException(
                "The model does not know the names of its classes, so nobody knows which folder is 1.");
        }

        LabelledFolder opened = LabelledFolder.Open(folder, positive: null, hasSeveralClasses: true);
        if (!opened.Classes.Contains(one))
        {
            throw new InvalidDataException($"The data folder '{folder}' has no class '{one}', which is 1 to the model; found: "
                + $"{string.Join(", ", opened.Classes)}.");
        }

        // Where several classes were 0 together, others may be.
        if (zero != LabelledFolder.AllBut(one))
            opened.CheckClasses([zero, one]);
        return LabelledFolder.Open(folder, one, hasSeveralClasses: false);
    }

    public static bool HasSeveralClasses(ITransformer model)
        => ShallowNetworkModelParameters.FromModel(model).Network.Shape.OutputLayer == OutputLayer.SoftmaxCrossEntropy;

    /// <summary>The names of the classes of a model of several, in its order.</summary>
    public static string[] ClassesOf(MLContext mlContext, ITransformer model)
        => ClassNames(OutputSchema(mlContext, model))
            ?? throw new InvalidDataException("The model's classes have no names.");

    private static string[]? ClassNames(DataViewSchema output)
        => KeyNames.Of(output.GetColumnOrNull(PredictionColumns.PredictedLabel));

    private static DataViewSchema OutputSchema(MLContext mlContext, ITransformer model)
        => model.GetOutputSchema(mlContext.Data.LoadFromEnumerable(Array.Empty<Picture>()).Schema);
}
