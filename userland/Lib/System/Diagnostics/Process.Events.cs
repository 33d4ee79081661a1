// SPDX-License-Identifier: MIT
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace System.Diagnostics;

/// <summary>What a process tells of itself: that it has ended, and its lines.</summary>
public partial class Process
{
    private const string NoOutput = "StandardOut has not been redirected or the process hasn't started yet.";
    private const string NoError = "StandardError has not been redirected.";

    private ChildLines? _outputLines;
    private ChildLines? _errorLines;
    private StreamUse _outputUse;
    private StreamUse _errorUse;
    private bool _isReadingOutput;
    private bool _isReadingError;
    private CancellationTokenSource? _watch;
    private int _isExitRaised;

    private enum StreamUse
    {
        Undecided,
        ByReader,
        ByLine,
    }

    /// <summary>On another thread as a rule, when <see cref="EnableRaisingEvents"/> is set; or when somebody asks and learns of the end.</summary>
    public event EventHandler? Exited;

    /// <summary>A line of standard output, once <see cref="BeginOutputReadLine"/> was called; null for the end.</summary>
    public event DataReceivedEventHandler? OutputDataReceived;

    public event DataReceivedEventHandler? ErrorDataReceived;

    /// <summary>Whether somebody waits for the end, to tell of it.</summary>
    public bool EnableRaisingEvents
    {
        get;
        set
        {
            if (value == field) return;
            field = value;
            if (_id == 0) return;
            if (value) Watch();
            else StopWatching();
        }
    }

    /// <exception cref="InvalidOperationException">Not redirected, read from otherwise, or begun already.</exception>
    public void BeginOutputReadLine() =>
        BeginLines(ref _outputLines, _output, ref _outputUse, ref _isReadingOutput, NoOutput, line => OutputDataReceived?.Invoke(this, new DataReceivedEventArgs(line)));

    /// <inheritdoc cref="BeginOutputReadLine"/>
    public void BeginErrorReadLine() =>
        BeginLines(ref _errorLines, _error, ref _errorUse, ref _isReadingError, NoError, line => ErrorDataReceived?.Invoke(this, new DataReceivedEventArgs(line)));

    /// <summary>No more lines, until <see cref="BeginOutputReadLine"/> is called again.</summary>
    public void CancelOutputRead() => CancelLines(_outputLines, ref _isReadingOutput);

    public void CancelErrorRead() => CancelLines(_errorLines, ref _isReadingError);

    protected void OnExited() => Exited?.Invoke(this, EventArgs.Empty);

    private static StreamReader TakeForReading(StreamReader? stream, ref StreamUse use, string missing)
    {
        if (stream == null) throw new InvalidOperationException(missing);
        Decide(ref use, StreamUse.ByReader);
        return stream;
    }

    private static void BeginLines(ref ChildLines? lines, StreamReader? stream, ref StreamUse use, ref bool isReading, string missing, Action<string?> receive)
    {
        Decide(ref use, StreamUse.ByLine);
        if (isReading) throw new InvalidOperationException("An async read operation has already been started on the stream.");
        isReading = true;
        if (lines == null)
        {
            if (stream == null) throw new InvalidOperationException(missing);
            lines = new ChildLines(stream.BaseStream, stream.CurrentEncoding, receive);
        }

        lines.Start();
    }

    private static void CancelLines(ChildLines? lines, ref bool isReading)
    {
        if (lines == null) throw new InvalidOperationException("No async read operation is in progress on the stream.");
        lines.Stop();
        isReading = false;
    }

    private static void Decide(ref StreamUse use, StreamUse wanted)
    {
        if (use == StreamUse.Undecided) use = wanted;
        if (use != wanted) throw new InvalidOperationException("Cannot mix synchronous and asynchronous operation on process stream.");
    }

    private void Watch()
    {
        CancellationTokenSource watch = new();
        if (Interlocked.CompareExchange(ref _watch, watch, null) == null) _ = WatchAsync(watch);
    }

    private void StopWatching() => Interlocked.Exchange(ref _watch, null)?.Cancel();

    private async Task WatchAsync(CancellationTokenSource watch)
    {
        try
        {
            // Not on the caller's own stack, even if the process has ended already.
            int descriptor = _descriptor;
            await Task.Yield();
            while (_watch == watch && !HasEnded(0)) await EventLoop.WaitToRead(descriptor, watch.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (_watch != watch && e is OperationCanceledException or ComponentModel.Win32Exception or IOException)
        {
            // Closed meanwhile.
        }

        if (Interlocked.CompareExchange(ref _watch, null, watch) == watch) RaiseExited();
    }

    private void RaiseExited()
    {
        if (Interlocked.Exchange(ref _isExitRaised, 1) == 0) OnExited();
    }

    private void WaitForLines()
    {
        _outputLines?.Completion.Wait();
        _errorLines?.Completion.Wait();
    }

    private async Task WaitForLinesAsync(CancellationToken token)
    {
        if (_outputLines != null) await _outputLines.Completion.WaitAsync(token).ConfigureAwait(false);
        if (_errorLines != null) await _errorLines.Completion.WaitAsync(token).ConfigureAwait(false);
    }

    private void ForgetLines()
    {
        _outputLines?.Close();
        _errorLines?.Close();
        _outputLines = null;
        _errorLines = null;
        _outputUse = StreamUse.Undecided;
        _errorUse = StreamUse.Undecided;
        _isReadingOutput = false;
        _isReadingError = false;
        _isExitRaised = 0;
    }
}
