// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using Skift.Abi;
using Skift.Libc;

namespace System.Diagnostics;

/// <summary>Starting, and the streams to what was started.</summary>
public partial class Process
{
    private static bool s_isPipeSignalOurs;

    private StreamWriter? _input;
    private StreamReader? _output;
    private StreamReader? _error;

    public StreamWriter StandardInput =>
        _input ?? throw new InvalidOperationException("StandardIn has not been redirected.");

    /// <summary>To be read by this or by <see cref="BeginOutputReadLine"/>, not both.</summary>
    public StreamReader StandardOutput => TakeForReading(_output, ref _outputUse, NoOutput);

    public StreamReader StandardError => TakeForReading(_error, ref _errorUse, NoError);

    public static Process Start(string fileName) => Start(new ProcessStartInfo(fileName))!;

    public static Process Start(string fileName, string? arguments) => Start(new ProcessStartInfo(fileName, arguments))!;

    public static Process Start(string fileName, IEnumerable<string> arguments) => Start(new ProcessStartInfo(fileName, arguments))!;

    public static Process? Start(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        Process process = new() { StartInfo = startInfo };
        return process.Start() ? process : null;
    }

    /// <exception cref="Win32Exception">It cannot be found or run; <see cref="Win32Exception.NativeErrorCode"/> is the <c>errno</c>.</exception>
    public bool Start()
    {
        Close();
        ProcessStartInfo info = StartInfo;
        Check(info);
        string path = FindProgram(info.FileName) ?? throw Failure(info, Errno.ENOENT);
        if (Directory.Exists(path)) throw new Win32Exception("The FileName property should not be a directory unless UseShellExecute is set.");

        List<string> arguments = [info.FileName, .. info.ArgumentList];
        CommandLine.Split(info.Arguments, arguments);
        PrepareSignals(info.RedirectStandardInput);
        using ChildPipes pipes = new(info);
        SpawnRequest request = new()
        {
            Path = path,
            Arguments = arguments.ToArray(),
            Environment = Block(info.Environment),
            Directory = info.WorkingDirectory.Length == 0 ? null : info.WorkingDirectory,
            Descriptors = pipes.Descriptors,
            Defaults = s_isPipeSignalOurs ? SignalSet.Of(Signal.SIGPIPE) : SignalSet.Empty,
        };
        if (!Posix.Spawn(in request).Try(out SpawnedProcess child, out Errno error)) throw Failure(info, error);

        _id = child.Id;
        _descriptor = child.Descriptor;
        _isChild = true;
        _input = pipes.TakeInput();
        _output = pipes.TakeOutput();
        _error = pipes.TakeError();
        if (EnableRaisingEvents) Watch();
        return true;
    }

    private static void Check(ProcessStartInfo info)
    {
        if (info.StandardInputEncoding != null && !info.RedirectStandardInput) throw new InvalidOperationException("StandardInputEncoding is only supported when standard input is redirected.");
        if (info.StandardOutputEncoding != null && !info.RedirectStandardOutput) throw new InvalidOperationException("StandardOutputEncoding is only supported when standard output is redirected.");
        if (info.StandardErrorEncoding != null && !info.RedirectStandardError) throw new InvalidOperationException("StandardErrorEncoding is only supported when standard error is redirected.");
        bool isRedirected = info.RedirectStandardInput || info.RedirectStandardOutput || info.RedirectStandardError;
        if (info.FileName.Length == 0) throw new InvalidOperationException("Cannot start process because a file name has not been provided.");
        if (info.Arguments.Length != 0 && info.ArgumentList.Count != 0) throw new InvalidOperationException("Only one of Arguments or ArgumentList may be used.");
        foreach (string argument in info.ArgumentList)
        {
            if (argument == null) throw new ArgumentNullException("item", "ArgumentList may not contain null.");
        }

        if (!info.UseShellExecute) return;
        if (isRedirected) throw new InvalidOperationException("The Process object must have the UseShellExecute property set to false in order to redirect IO streams.");
        throw new PlatformNotSupportedException("UseShellExecute is not supported: there is no desktop that could open a document. Set it to false and name the program.");
    }

    /// <summary>As .NET: beside this program, in the current directory, then along PATH; a path with a root is taken as it is.</summary>
    private static string? FindProgram(string name)
    {
        if (Path.IsPathRooted(name)) return name;

        if (Path.GetDirectoryName(Environment.ProcessPath) is string own && File.Exists(Path.Combine(own, name))) return Path.Combine(own, name);
        string here = Path.Combine(Directory.GetCurrentDirectory(), name);
        if (File.Exists(here)) return here;
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            string path = Path.Combine(folder, name);
            if (folder.Length != 0 && File.Exists(path) && Posix.Access(path, AccessMode.X_OK) == Errno.None) return path;
        }

        return null;
    }

    private static string[] Block(IDictionary<string, string?> variables)
    {
        List<string> block = [];
        foreach (KeyValuePair<string, string?> variable in variables)
        {
            if (variable.Value != null) block.Add(variable.Key + "=" + variable.Value);
        }

        return block.ToArray();
    }

    /// <summary>A child that does not read on is no reason to die, and one that nobody may wait for has no status (wait(2)).</summary>
    private static void PrepareSignals(bool hasInput)
    {
        if (hasInput && IsDisposition(Signal.SIGPIPE, SignalDisposition.Default))
        {
            s_isPipeSignalOurs = true;
            _ = Posix.IgnoreSignal(Signal.SIGPIPE);
        }

        if (IsDisposition(Signal.SIGCHLD, SignalDisposition.Ignored)) _ = Posix.DefaultSignal(Signal.SIGCHLD);
    }

    private static bool IsDisposition(Signal signal, SignalDisposition disposition) =>
        Posix.GetSignalDisposition(signal).Try(out SignalDisposition now, out _) && now == disposition;

    private static Win32Exception Failure(ProcessStartInfo info, Errno error)
    {
        string directory = info.WorkingDirectory.Length == 0 ? Directory.GetCurrentDirectory() : info.WorkingDirectory;
        return new Win32Exception((int)error,
            $"An error occurred trying to start process '{info.FileName}' with working directory '{directory}'. {Posix.Strerror(error)}");
    }

    /// <summary>.NET leaves the streams open that somebody asked for, and to their finalizers; here nothing else would ever close them.</summary>
    private void ForgetStreams()
    {
        ForgetLines();
        _input?.Dispose();
        _output?.Dispose();
        _error?.Dispose();
        _input = null;
        _output = null;
        _error = null;
    }
}
