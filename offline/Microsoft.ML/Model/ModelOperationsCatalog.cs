using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saves and loads models.</summary>
public sealed partial class ModelOperationsCatalog
{
    private readonly IHostEnvironment _environment;

    internal ModelOperationsCatalog(IHostEnvironment environment) => _environment = environment;

    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(inputSchema is not null);
            if (inputSchema is not null)
                SavedSchema.Write(writer, inputSchema);

            using var root = new ModelSaveContext(writer);
            root.SaveModel(model);
        }

        ModelArchive.Write(stream, content.ToArray());
    }

    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(filePath), nameof(filePath), "A file must be named.");
        using FileStream stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new BinaryReader(new MemoryStream(ModelArchive.Read(stream)), Encoding.UTF8);
        inputSchema = reader.ReadBoolean() ? SavedSchema.Read(reader) : null!;
        return new ModelLoadContext(_environment, reader).LoadModel();
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(filePath), nameof(filePath), "A file must be named.");
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }
}
