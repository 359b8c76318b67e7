namespace MlNetShallow.Onnx;

/// <summary>The numbers of the fields that are read or written of ONNX's messages, as https://github.com/onnx/onnx publishes them in
/// onnx.proto.</summary>
internal static class OnnxFields
{
    internal static class Model
    {
        public const int IrVersion = 1;
        public const int ProducerName = 2;
        public const int ProducerVersion = 3;
        public const int Graph = 7;
        public const int OpsetImport = 8;
        public const int MetadataProps = 14;
    }

    internal static class OperatorSetId
    {
        public const int Domain = 1;
        public const int Version = 2;
    }

    internal static class StringStringEntry
    {
        public const int Key = 1;
        public const int Value = 2;
    }

    internal static class Graph
    {
        public const int Node = 1;
        public const int Name = 2;
        public const int Initializer = 5;
        public const int Input = 11;
        public const int Output = 12;
    }

    internal static class Node
    {
        public const int Input = 1;
        public const int Output = 2;
        public const int Name = 3;
        public const int OpType = 4;
        public const int Attribute = 5;
        public const int Domain = 7;
    }

    internal static class Attribute
    {
        public const int Name = 1;
        public const int F = 2;
        public const int I = 3;
        public const int S = 4;
        public const int G = 6;
        public const int Floats = 7;
        public const int Ints = 8;
        public const int Graphs = 11;
        public const int Type = 20;

        public const int TypeFloat = 1;
        public const int TypeInt = 2;
        public const int TypeFloats = 6;
        public const int TypeInts = 7;
    }

    internal static class Tensor
    {
        public const int Dims = 1;
        public const int DataType = 2;
        public const int Name = 8;
        public const int RawData = 9;

        public const int Float = 1;
        public const int Int64 = 7;
        public const int Bool = 9;
        public const int UInt32 = 12;
    }

    internal static class ValueInfo
    {
        public const int Name = 1;
        public const int Type = 2;
        public const int DocString = 3;

        public const int TypeTensor = 1;
        public const int TensorElementType = 1;
        public const int TensorShape = 2;
        public const int ShapeDimension = 1;
        public const int DimensionValue = 1;
        public const int DimensionParameter = 2;
    }
}
