// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace Skift.Tests.Host.Imaging;

/// <summary>Runs programs of the host, and knows where results may be kept.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    internal static string RepositoryRoot { get; } = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>A directory under artifacts/ that stays from one run to the next.</summary>
    internal static string CacheDirectory(string name) =>
        Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "test-cache", name)).FullName;

    /// <summary>Compiles a C program that lies beside the tests; what is newer than its source is used again.</summary>
    /// <returns>The program's path.</returns>
    internal static string Compile(string source, params string[] libraries)
    {
        source = Path.Combine(AppContext.BaseDirectory, source);
        string program = Path.Combine(CacheDirectory("reference"), Path.GetFileNameWithoutExtension(source));
        if (!File.Exists(program) || File.GetLastWriteTimeUtc(program) < File.GetLastWriteTimeUtc(source))
            Run("gcc", ["-O1", "-Wall", "-Werror", "-o", program, source, .. libraries]);
        return program;
    }

    /// <summary>Runs a program to its end; fails the test, with the program's own words, if it cannot be run.</summary>
    internal static (int Status, byte[] Output, string Error) TryRun(string program, IEnumerable<string> arguments,
        byte[]? input = null, string? directory = null)
    {
        ProcessStartInfo start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? string.Empty,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Fail($"cannot run {program} ({exception.Message}): run 'tools/setup test'");
            throw;
        }

        using (process)
        {
            System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
            System.Threading.Tasks.Task writer = System.Threading.Tasks.Task.Run(() =>
            {
                try
                {
                    process.StandardInput.BaseStream.Write(input ?? []);
                    process.StandardInput.Close();
                }
                catch (IOException)
                {
                    // The program did not want all of its input.
                }
            });
            using MemoryStream output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            Assert.True(process.WaitForExit(s_timeout), $"{program} does not end");
            writer.Wait();
            return (process.ExitCode, output.ToArray(), error.Result);
        }
    }

    internal static byte[] Run(string program, IEnumerable<string> arguments, byte[]? input = null, string? directory = null)
    {
        (int status, byte[] output, string error) = TryRun(program, arguments, input, directory);
        Assert.True(status == 0, $"{program} {string.Join(' ', arguments)}: status {status}: {error}");
        return output;
    }
}
