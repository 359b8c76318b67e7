// A worker service that scores what is in a folder, a list or a table: now, and then again every so often.
//
//   dotnet run --project samples/WorkerService -- --Model cat.zip --Input pictures --Output scores.csv
//
// With --Every 24:00:00 it stays, and writes an output each day. Stopped by Ctrl-C, SIGTERM or a kill, it continues where it was when it
// is started again.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlNetShallow.Samples;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<ScoringService>();
builder.Build().Run();
