using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Onnx;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>export</c>: a model in, its network as an ONNX file out.</summary>
internal sealed class ExportCommand : Command
{
    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to export, of any task.");
    private readonly Option<string> _onnx = OptionFactory.Path("--onnx", "FILE", "The ONNX file to write.");
    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the ONNX file if it exists.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public ExportCommand(Screen screen, CancellationToken cancellation)
        : base("export", "Write the network of a model as an ONNX file, for other engines to score with.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        this.AddOptions(_model, _onnx, _force);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        parsed.RefuseSharedFiles(writes: [_onnx], reads: [_model]);
        var output = new OutputFile(parsed.GetRequiredValue(_onnx), parsed.GetValue(_force));
        (ITransformer model, ShallowNetworkModelParameters parameters, string[]? classNames) =
            ModelFile.Load(new MLContext(), parsed.GetRequiredValue(_model));
        var entries = new Dictionary<string, string>();
        if (ImageFlatteningEstimator.Options.FromModel(model) is { } pictures)
            Describe(pictures, entries);
        var metadata = new OnnxMetadata { ClassNames = classNames, Entries = entries };
        _cancellation.ThrowIfCancellationRequested();
        output.Write(stream => parameters.SaveAsOnnx(stream, metadata));

        NetworkShape shape = parameters.Network.Shape;
        _screen.Output.WriteLine(
            $"{shape.Inputs} features, {shape.HiddenLayers} hidden units, {shape.Outputs} outputs: {output.Path}");
        return Program.Done;
    }

    /// <summary>What another program must know to make the same features of a picture. Intensities reach the network as byte /
    /// 255, whether the pipeline has bytes or numbers.</summary>
    private static void Describe(ImageFlatteningEstimator.Options pictures, Dictionary<string, string> entries)
    {
        bool isPlanar = pictures.Layout == PixelLayout.Planar;
        entries["feature_layout"] = isPlanar ? "CHW" : "HWC";
        entries["feature_shape"] = isPlanar
            ? $"3,{pictures.Height},{pictures.Width}"
            : $"{pictures.Height},{pictures.Width},3";
        entries["channel_order"] = pictures.ChannelOrder.ToString().ToUpperInvariant();
        entries["feature_range"] = "0,1";
        entries["resize_mode"] = pictures.ResizeMode.ToString();
    }
}
