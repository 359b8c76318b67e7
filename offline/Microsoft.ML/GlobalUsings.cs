global using System.Collections;
global using System.Diagnostics.CodeAnalysis;
global using System.Reflection;
global using Microsoft.ML.Data;
global using Microsoft.ML.Runtime;
global using Microsoft.ML.Transforms;
