using System.Text;

namespace Microsoft.ML;

/// <summary>Saves, loads and uses models.</summary>
public sealed class ModelOperationsCatalog
{
    internal ModelOperationsCatalog() { }

    public void Save(ITransformer model, DataViewSchema? inputSchema, Stream stream)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(inputSchema is not null);
            if (inputSchema is not null)
                writer.WriteSchema(inputSchema);

            new ModelSaveContext(writer).SaveModel(model);
        }

        ModelArchive.Write(stream, content.ToArray());
    }

    public void Save(ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        using FileStream stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        using var reader = new BinaryReader(new MemoryStream(ModelArchive.Read(stream)), Encoding.UTF8);
        inputSchema = reader.ReadBoolean() ? reader.ReadSchema() : null!;
        return new ModelLoadContext(reader).LoadModel();
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer)
        where TSrc : class
        where TDst : class, new() => new(transformer);
}
