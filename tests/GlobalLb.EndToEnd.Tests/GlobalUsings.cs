// ASP.NET and xunit import types of these names implicitly; here the words mean ours.
global using Endpoint = GlobalLb.Steering.Configuration.Endpoint;
global using Record = GlobalLb.Steering.Configuration.Record;
