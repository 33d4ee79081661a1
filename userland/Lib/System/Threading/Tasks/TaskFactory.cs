// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

/// <summary>Makes and starts tasks.</summary>
public class TaskFactory
{
    public Task StartNew(Action action, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None) =>
        Task.Begin(new Task(action, cancellationToken, creationOptions));

    public Task StartNew(Action action, TaskCreationOptions creationOptions) => StartNew(action, default, creationOptions);

    public Task StartNew(Action<object?> action, object? state, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None) =>
        Task.Begin(new Task(action, state, cancellationToken, creationOptions));

    public Task<TResult> StartNew<TResult>(Func<TResult> function, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None) =>
        Task.Begin(new Task<TResult>(function, cancellationToken, creationOptions));

    public Task<TResult> StartNew<TResult>(Func<TResult> function, TaskCreationOptions creationOptions) => StartNew(function, default, creationOptions);

    public Task<TResult> StartNew<TResult>(Func<object?, TResult> function, object? state, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None) =>
        Task.Begin(new Task<TResult>(function, state, cancellationToken, creationOptions));
}

/// <summary>The same for tasks with one kind of result.</summary>
public class TaskFactory<TResult>
{
    public Task<TResult> StartNew(Func<TResult> function, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None) =>
        Task.Factory.StartNew(function, cancellationToken, creationOptions);

    public Task<TResult> StartNew(Func<object?, TResult> function, object? state, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None) =>
        Task.Factory.StartNew(function, state, cancellationToken, creationOptions);
}
