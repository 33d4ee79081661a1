// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace System.Diagnostics;

/// <summary>Reads a child's stream to its end and hands each line on as soon as it is whole; null comes last.</summary>
/// <remarks>Reading goes on while nobody listens (<see cref="Stop"/>), so that the child does not wait; those lines are lost, as in .NET.</remarks>
internal sealed class ChildLines(Stream stream, Encoding encoding, Action<string?> receive)
{
    private const int BufferSize = 1024;

    private readonly Queue<string?> _lines = new();
    private readonly StringBuilder _rest = new();
    private readonly CancellationTokenSource _closing = new();
    private Task? _reading;
    private bool _isAfterReturn;
    private volatile bool _isStopped;

    /// <summary>Complete when the last line was handed on.</summary>
    internal Task Completion => _reading ?? Task.CompletedTask;

    internal void Start()
    {
        _isStopped = false;
        if (_reading == null) _reading = Task.Run(ReadAll);
        else HandOn();
    }

    internal void Stop() => _isStopped = true;

    internal void Close()
    {
        Stop();
        _closing.Cancel();
    }

    private async Task ReadAll()
    {
        byte[] bytes = new byte[BufferSize];
        char[] chars = new char[encoding.GetMaxCharCount(BufferSize)];
        Decoder decoder = encoding.GetDecoder();
        try
        {
            while (true)
            {
                int count = await ReadSome(bytes).ConfigureAwait(false);
                Split(chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), chars, flush: count == 0)));
                if (count == 0) break;
                HandOn();
            }

            lock (_lines)
            {
                if (_rest.Length != 0) _lines.Enqueue(_rest.ToString());
                _lines.Enqueue(null);
            }

            HandOn();
        }
        catch (Exception failure)
        {
            // The listener's own: nobody awaits this task, so that it ends the program from another thread.
            ExceptionDispatchInfo thrown = ExceptionDispatchInfo.Capture(failure);
            ThreadPool.Queue(thrown.Throw);
        }
    }

    /// <returns>0 also when the stream is closed or fails: there will be no more.</returns>
    private async Task<int> ReadSome(byte[] bytes)
    {
        try
        {
            return await stream.ReadAsync(bytes, _closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>A line ends with \n, \r or both; what came since the last end is kept.</summary>
    private void Split(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            bool isSecondHalf = c == '\n' && _isAfterReturn;
            _isAfterReturn = c == '\r';
            if (isSecondHalf) continue;
            if (c is not ('\r' or '\n'))
            {
                _ = _rest.Append(c);
                continue;
            }

            lock (_lines) _lines.Enqueue(_rest.ToString());
            _rest.Length = 0;
        }
    }

    private void HandOn()
    {
        while (true)
        {
            string? line;
            lock (_lines)
            {
                if (!_lines.TryDequeue(out line)) return;
            }

            if (!_isStopped) receive(line);
        }
    }
}
