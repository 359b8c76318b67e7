using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>Loads images from the files that a text column names.</summary>
public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    public readonly string? ImageFolder;

    internal ImageLoadingTransformer(string outputColumnName, string? inputColumnName, string? imageFolder)
        : base(outputColumnName, inputColumnName)
    {
        if (string.IsNullOrEmpty(imageFolder))
            return;
        if (!Directory.Exists(imageFolder))
            throw new ArgumentException($"Directory \"{imageFolder}\" does not exist.", nameof(imageFolder));
        ImageFolder = Path.GetFullPath(imageFolder);
    }

    // A model may be loaded where its folder is not; only a row that needs the folder then fails.
    private ImageLoadingTransformer(BinaryReader reader)
        : base(reader.ReadString(), reader.ReadString())
    {
        string folder = reader.ReadString();
        ImageFolder = folder.Length > 0 ? folder : null;
    }

    internal static ITransformer Load(ModelLoadContext ctx) => new ImageLoadingTransformer(ctx.Reader);

    private protected override void SaveOptions(BinaryWriter writer) => writer.Write(ImageFolder ?? "");

    private protected override DataViewType GetOutputType(DataViewType inputType)
        => inputType is TextDataViewType
            ? new ImageDataViewType()
            : throw Mismatch($"{TextDataViewType.Instance}", $"{inputType}");

    private protected override Delegate MakeGetter(
        DataViewRow row, DataViewSchema.Column input, DataViewType outputType, out Action? disposer)
    {
        ValueGetter<ReadOnlyMemory<char>> getPath = row.GetGetter<ReadOnlyMemory<char>>(input);
        ReadOnlyMemory<char> relative = default;
        MLImage? last = null;
        disposer = () => last?.Dispose();
        return (ValueGetter<MLImage?>)((ref MLImage? image) =>
        {
            image?.Dispose();
            image = null;
            getPath(ref relative);
            if (relative.Length > 0)
            {
                string path = Path.Combine(ImageFolder ?? "", relative.ToString());
                using MemoryStream content = new(File.ReadAllBytes(path));
                image = MLImage.CreateFromStream(content);
                image.Tag = path;
            }

            last = image;
        });
    }
}
