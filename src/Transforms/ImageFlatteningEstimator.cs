using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;
using MlNetShallow.Mapping;

namespace MlNetShallow;

/// <summary>
/// Turns pictures into feature vectors: one row's picture, brought to height × width pixels, becomes a vector of known size
/// height · width · 3.
/// </summary>
/// <remarks>
/// <para>
/// | | |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Text (a path), vector of Byte (an encoded PNG, JPEG, BMP or WebP) or image |
/// | Output column data type | Known-size vector of Single or Byte |
/// | Exportable to ONNX | No |
/// </para>
/// <para>
/// Value c of the pixel in row y and column x is at (y · width + x) · 3 + c when interleaved,
/// at (c · height + y) · width + x when planar. Single values are byte / 255.
/// </para>
/// <para>
/// Pictures are read lazily, row by row. The fitted transformer may be used from many threads, and is saved with the pipeline;
/// the loaded model needs nothing registered. See docs/images.md for what is done to a picture.
/// </para>
/// </remarks>
public sealed partial class ImageFlatteningEstimator : IEstimator<ImageFlatteningTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly Options _options;
    private readonly string _inputColumnName;

    internal ImageFlatteningEstimator(TransformsCatalog catalog, Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.ImageFolder is { } folder && !Directory.Exists(folder))
            throw new ArgumentException($"The {nameof(Options.ImageFolder)} '{folder}' does not exist.", nameof(options));

        _catalog = catalog;
        // A copy: what the caller does to the options afterwards changes nothing here.
        _options = Options.FromJson(options.ToJson());
        _inputColumnName = _options.InputColumnName ??= _options.OutputColumnName;
    }

    /// <summary>The schema that the transformer will deliver.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no pictures.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ImageInput.Find(inputSchema, _inputColumnName);
        // Whatever the pictures come from, the column that is added is the same.
        IEstimator<ITransformer> pixels = _options.OutputKind == DataKind.Single
            ? _catalog.CustomMapping<NoColumns, SinglePixels>(static (_, _) => { }, contractName: null)
            : _catalog.CustomMapping<NoColumns, BytePixels>(static (_, _) => { }, contractName: null);
        return new EstimatorChain<ITransformer>()
            .Append(pixels)
            .Append(Concatenate())
            .Append(_catalog.DropColumns([.. PrivateColumns.Parts]))
            .GetOutputSchema(inputSchema);
    }

    /// <summary>Makes the transformer for pictures of the kind that the input column holds. No picture is read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds no pictures.</exception>
    public ImageFlatteningTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageInputKind kind = ImageInput.Find(input.Schema, _inputColumnName);
        // Only ML.NET's own pieces, which save and load themselves.
        var transformers = new List<ITransformer>();
        IDataView data = input;
        IEnumerable<IEstimator<ITransformer>> stages = Stages(kind);
        if (input.Schema[_inputColumnName].Type is ImageDataViewType { Height: > 0 } type)
            stages = ImageSizeMappings.Create(_catalog, type).Concat(stages);
        foreach (IEstimator<ITransformer> stage in stages)
        {
            transformers.Add(stage.Fit(data));
            data = transformers[^1].Transform(data);
        }

        return new ImageFlatteningTransformer(new TransformerChain<ITransformer>([.. transformers]), _inputColumnName, kind);
    }

    private IEnumerable<IEstimator<ITransformer>> Stages(ImageInputKind kind)
    {
        yield return _catalog.CopyColumns(PrivateColumns.Source, _inputColumnName);
        yield return SettingsKeyMapping.Create(_catalog);
        yield return _catalog.Conversion.MapValue(
            PrivateColumns.Settings,
            [KeyValuePair.Create(SettingsKey.Value, _options.ToJson())],
            PrivateColumns.SettingsKey);
        yield return FlattenMappings.Create(_catalog, kind, _options.OutputKind);
        yield return Concatenate();
        yield return _catalog.DropColumns([.. PrivateColumns.All]);
    }

    private ColumnConcatenatingEstimator Concatenate()
        => _catalog.Concatenate(_options.OutputColumnName, [.. PrivateColumns.PartsOf(_options.Height * _options.Width * 3)]);
}
