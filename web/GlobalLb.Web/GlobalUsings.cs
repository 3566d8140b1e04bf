// ASP.NET has an Endpoint of its own, and the store's People would be hidden by the folder of their page.
global using Endpoint = GlobalLb.Steering.Configuration.Endpoint;
global using PeopleStore = GlobalLb.Store.People.People;
